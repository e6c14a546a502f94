import type { Fact } from '../review/review.types.js';
import { reasonChips } from '../review/review.variants.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';

/** What the host says of a case. Renders a `<dl>`. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={reviewCard.facts}>
      {facts.map((fact) => (
        <div key={fact.name} className={reviewCard.fact}>
          <dt className={reviewCard.factName}>
            <HostText>{fact.name}</HostText>
          </dt>
          <dd className={reviewCard.factValue}>
            <HostText>{fact.value}</HostText>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Why a person is asked. Renders a `<ul>`. */
export function WhyList({ why }: { why: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with `list-style: none`
    <ul className={reasonChips.list()} role="list">
      {why.map((reason) => (
        <li key={reason} className={reasonChips.chip()}>
          <HostText>{reason}</HostText>
        </li>
      ))}
    </ul>
  );
}
