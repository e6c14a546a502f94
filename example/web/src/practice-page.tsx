import { Button, Notice, PracticeSet } from 'countersign';
import { createPractice } from 'countersign/backends/memory';
import type { PracticeResult, Reviewer } from 'countersign/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fitsTruth } from '../../model/check.js';
import type { PracticeOffer, PracticeSetName, PracticeVerdict } from '../../server/practice.js';
import { ask, HostError } from './host-api.js';
import { usePage } from './page-context.js';
import { PRACTICE_WORDS } from './practice-words.js';

interface Props {
  name: PracticeSetName;
  reviewer: Reviewer;
  /** Called when somebody who was in training may decide. */
  onQualify?: () => void;
}

type PractisingProps = Props & {
  offer: PracticeOffer;
  /** Called where the set that was answered is none of this server's any more. */
  onRenew: () => void;
};

function Practising({ name, reviewer, offer, onQualify, onRenew }: PractisingProps) {
  const { words, language } = usePage();
  const page = PRACTICE_WORDS[language];
  const [practice] = useState(() =>
    createPractice({
      cases: offer.cases,
      demand: offer.demand,
      policy: offer.policy,
      reviewer,
      isRight: (given, known) => fitsTruth(known, given),
    }),
  );
  const [verdict, setVerdict] = useState<PracticeVerdict>();
  const [failure, setFailure] = useState<'unsent' | 'refused'>();
  const last = useRef<readonly PracticeResult[]>([]);
  const send = useCallback(() => {
    setFailure(undefined);
    const answers = last.current.map(({ reviewId, decided }) => ({
      reviewId,
      ...(decided !== undefined && { decided }),
    }));
    const { drawn } = offer;
    ask<PracticeVerdict>('POST', `/practice/${name}/results`, { drawn, answers }).then(setVerdict, (error: unknown) =>
      setFailure(error instanceof HostError && error.code === 'practice-invalid' ? 'refused' : 'unsent'),
    );
  }, [name, offer]);
  const renew = () => {
    // What was answered is not taken for answers to the new set.
    practice.restart();
    onRenew();
  };
  const isEnough = offer.enough && verdict?.mayDecide;
  return (
    <PracticeSet.Root
      practice={practice}
      onFinish={({ results }) => {
        last.current = results;
        send();
      }}
    >
      <PracticeSet.Header />
      {offer.enough && (
        <p className="page-text">{page.asked(offer.enough.right, offer.cases.length, offer.enough.aiWrongFound)}</p>
      )}
      <PracticeSet.Feedback />
      <PracticeSet.Case />
      <PracticeSet.Summary>
        <div role="status">
          {failure === 'refused' && (
            <Notice
              tone="attention"
              title={page.outOfDate}
              actions={<Button onClick={renew}>{page.beginAnew}</Button>}
            />
          )}
          {failure === 'unsent' && (
            <Notice tone="attention" title={page.notSent} actions={<Button onClick={send}>{words.tryAgain}</Button>} />
          )}
          {isEnough && (
            <Notice title={page.qualified} actions={<Button onClick={onQualify}>{page.toTheCases}</Button>} />
          )}
          {offer.enough && verdict && !verdict.mayDecide && <Notice title={page.notYet} />}
        </div>
      </PracticeSet.Summary>
    </PracticeSet.Root>
  );
}

/** Cases whose end is known: the set that somebody in training works through (B-22), or ten before the work begins (B-14). */
export function PracticePage(props: Props) {
  const { name } = props;
  const { words, language } = usePage();
  const page = PRACTICE_WORDS[language];
  const [offer, setOffer] = useState<PracticeOffer>();
  const [problem, setProblem] = useState<string>();
  const load = useCallback(() => {
    setProblem(undefined);
    ask<PracticeOffer>('GET', `/practice/${name}`).then(setOffer, (error: unknown) =>
      setProblem(error instanceof HostError ? error.code : 'unreachable'),
    );
  }, [name]);
  useEffect(load, [load]);
  const [round, setRound] = useState(0);
  const renew = () => {
    setOffer(undefined);
    setRound((before) => before + 1);
    load();
  };
  if (problem === 'practice-none') return <p className="page-text">{page.none}</p>;
  if (problem !== undefined) {
    return <Notice tone="stop" title={page.notLoaded} actions={<Button onClick={load}>{words.tryAgain}</Button>} />;
  }
  return offer ? (
    <Practising key={`${offer.drawn.seed} ${offer.drawn.model} ${round}`} {...props} offer={offer} onRenew={renew} />
  ) : (
    <p className="page-text">{words.loading}</p>
  );
}
