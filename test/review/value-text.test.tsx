import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/internal/format.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { InlineValue } from '../../src/review/inline-value.js';
import * as Provenance from '../../src/review/provenance.js';
import { reviewMessages } from '../../src/review/review.messages.js';
import type { Json, ValueSchema } from '../../src/review/review.types.js';
import { valueText } from '../../src/review/value.selectors.js';
import { ValueText } from '../../src/review/value-text.js';
import { describeEachReactMode } from '../react-modes.js';

const read = (value: Json | undefined, schema?: ValueSchema) =>
  valueText(value, schema, createFormat('en', 'UTC'), reviewMessages);

const invoice: ValueSchema = {
  type: 'record',
  fields: [
    { name: 'supplier', label: 'Supplier', schema: { type: 'text' } },
    { name: 'total', label: 'Total', schema: { type: 'number', unit: 'EUR' } },
    { name: 'note', label: 'Note', schema: { type: 'text' }, optional: true },
  ],
};

describe('valueText', () => {
  it.each<[string, Json | undefined, ValueSchema | undefined, string]>([
    ['a choice by its label', 'deny', { type: 'choice', options: [{ value: 'deny', label: 'Deny' }] }, 'Deny'],
    ['a choice nobody knows as it is', 'defer', { type: 'choice', options: [] }, 'defer'],
    ['money in its currency', 240, { type: 'number', unit: 'EUR' }, '€240'],
    ['money with cents', 1284.5, { type: 'number', unit: 'EUR' }, '€1,284.50'],
    ['money finer than a cent without rounding', 0.005, { type: 'number', unit: 'EUR' }, '0.005\u00a0EUR'],
    ['a number with its unit', 2.5, { type: 'number', unit: 'mg' }, '2.5\u00a0mg'],
    ['a small number without rounding it to nothing', 0.0001, { type: 'number' }, '0.0001'],
    ['a sum of decimals without binary noise', 0.1 + 0.2, { type: 'number' }, '0.3'],
    ['a boolean by its own words', false, { type: 'boolean', falseLabel: 'Take down' }, 'Take down'],
    ['a boolean as yes or no', true, { type: 'boolean' }, 'Yes'],
    ['null as empty', null, { type: 'text' }, 'Empty'],
    ['emptied text as empty', '', { type: 'text' }, 'Empty'],
    ['zero as zero', 0, { type: 'number' }, '0'],
    [
      'a record field by field',
      { supplier: 'Hartmann', total: 12 },
      invoice,
      'Supplier: Hartmann; Total: €12; Note: Empty',
    ],
    ['JSON without a schema', { b: 1, a: [true] }, undefined, '{"a":[true],"b":1}'],
    ['a value that does not fit', { odd: 1 }, { type: 'number' }, '{"odd":1}'],
    ['a schema of a newer version', 'x', { type: 'matrix' } as never, 'x'],
    ['hidden characters', 'pay\u202E0001', { type: 'text' }, 'pay[U+202E]0001'],
  ])('reads %s', (_what, value, schema, expected) => {
    expect(read(value, schema)).toBe(expected);
  });
});

describeEachReactMode('ValueText', (renderIn) => {
  it('reads in the language around it', () => {
    renderIn(
      <LocaleProvider locale="de">
        <ValueText value={1284.5} schema={{ type: 'number', unit: 'EUR' }} />
      </LocaleProvider>,
    );
    expect(screen.getByText('1.284,50 €')).toBeDefined();
  });

  it('lists a record as names and values', () => {
    renderIn(<ValueText value={{ supplier: 'Hartmann', total: 12 }} schema={invoice} />);
    expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual(['Supplier', 'Total', 'Note']);
    expect(screen.getAllByRole('definition').map((value) => value.textContent)).toEqual(['Hartmann', '€12', 'Empty']);
  });
});

describeEachReactMode('Provenance', (renderIn) => {
  const schema: ValueSchema = { type: 'choice', options: [{ value: 'deny', label: 'Deny' }] };

  it('says that an AI value is a suggestion', () => {
    renderIn(<Provenance.Root origin="ai" value="deny" schema={schema} data-testid="box" />);
    expect(screen.getByTestId('box').textContent).toBe('AI suggestionDeny');
    expect(screen.getByTestId('box').dataset.origin).toBe('ai');
  });

  it('ends a person’s value in name, role and time', () => {
    renderIn(
      <LocaleProvider timeZone="UTC">
        <Provenance.Root
          origin="human"
          value="deny"
          schema={schema}
          by={{ name: 'Amara Osei', title: 'Senior underwriter' }}
          at="2026-11-21T09:31:40Z"
          data-testid="box"
        />
      </LocaleProvider>,
    );
    expect(screen.getByTestId('box').textContent).toBe('YouDenyAmara Osei Senior underwriter Nov 21, 2026, 09:31 UTC');
  });

  it('says that a value is not signed yet', () => {
    renderIn(<Provenance.Root origin="human" value="deny" schema={schema} />);
    expect(screen.getByText('Not signed yet').dataset.unsigned).toBe('');
  });

  it('says that a time which cannot be read is not available', () => {
    renderIn(
      <Provenance.Root origin="human" value="deny" schema={schema} by={{ name: 'Amara Osei' }} at="yesterday" />,
    );
    expect(screen.getByText('Not available')).toBeDefined();
  });
});

describeEachReactMode('InlineValue', (renderIn) => {
  it.each([
    [
      <InlineValue key="1" origin="ai">
        €240
      </InlineValue>,
      'AI €240',
    ],
    [
      <InlineValue key="2" origin="human" by="M. Ruiz">
        €24
      </InlineValue>,
      'M. Ruiz €24',
    ],
    [
      <InlineValue key="3" origin="human">
        €24
      </InlineValue>,
      'You €24',
    ],
    [
      <InlineValue key="4" origin="human" mark={null}>
        €24
      </InlineValue>,
      '€24',
    ],
  ])('names the origin before the value, in text', (value, expected) => {
    const { container } = renderIn(value);
    expect(container.textContent).toBe(expected);
  });

  it('keeps what the host adds', () => {
    render(
      <InlineValue origin="ai" className="mine" id="it">
        x
      </InlineValue>,
    );
    expect(document.getElementById('it')?.className).toBe('csn-root csn-inline-value mine');
  });
});
