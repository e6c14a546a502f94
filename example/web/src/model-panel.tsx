import { Button, Notice } from 'countersign';
import { useCallback, useEffect, useState } from 'react';
import type { ModelState } from '../../server/model-service.js';
import { HostError, loadModel, retrainModel } from './host-api.js';
import { usePage } from './page-context.js';

type Report = NonNullable<ModelState['report']>;
type Measure = keyof Report['comparison'];

const MEASURES: readonly Measure[] = ['accuracy', 'calibrationError', 'brier'];

/** The model as it stands, kept up to date while somebody looks. */
export function useModel(decisions: number) {
  const [model, setModel] = useState<ModelState>();
  const [problem, setProblem] = useState<string>();
  const [isRetraining, setIsRetraining] = useState(false);

  const hear = useCallback((answer: Promise<ModelState>) => {
    return answer.then(
      (state) => {
        setModel(state);
        setProblem(undefined);
      },
      (error: unknown) => setProblem(error instanceof HostError ? error.message : ''),
    );
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every decision of this desk is a label more
  useEffect(() => {
    void hear(loadModel());
    const again = () => void hear(loadModel());
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, [hear, decisions]);

  const retrain = useCallback(async () => {
    setIsRetraining(true);
    await hear(retrainModel());
    setIsRetraining(false);
  }, [hear]);

  return { model, problem, isRetraining, retrain };
}

export type ModelView = ReturnType<typeof useModel>;

export interface ModelPanelProps extends ModelView {
  id: string;
  /** Whether this person may retrain. */
  canRetrain: boolean;
}

/** What the model learned from, how well it does, and what retraining with people's decisions changes. */
export function ModelPanel({ id, model, problem, isRetraining, retrain, canRetrain }: ModelPanelProps) {
  const { words, numbers } = usePage();
  const show = (measure: Measure, value: number) =>
    measure === 'brier' ? numbers.decimal(value) : numbers.percent(value);
  const hasLabels = (model?.labels.available ?? 0) > 0;

  return (
    <section className="page-model" id={id} aria-labelledby={`${id}-title`}>
      <h2 className="page-heading" id={`${id}-title`}>
        {words.model}
      </h2>
      {problem !== undefined && <Notice tone="stop" title={problem || words.unreachable} />}
      {model && (
        <div className="page-model-now">
          <p className="page-text">
            <strong className="page-strong">{words.modelVersion(model.version, numbers.date(model.trainedAt))}</strong>{' '}
            {words.learnedFrom(
              numbers.whole(model.counts.train),
              numbers.whole(model.counts.decisions),
              model.counts.decisions > 0,
            )}{' '}
            {words.measuredOn(numbers.whole(model.counts.heldOut))}
          </p>
          <dl className="page-measures">
            {MEASURES.map((measure) => (
              <div key={measure} className="page-measure">
                <dt className="page-measure-name">{words.measures[measure]}</dt>
                <dd className="page-measure-value">
                  {show(measure, model.measured[measure])}{' '}
                  <span className="page-note">{words.measureNotes[measure]}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p className="page-text" id={`${id}-labels`}>
            {words.labels(model.labels.available, model.labels.fresh, numbers)} {words.retrainNote}
          </p>
          <Button
            isBusy={isRetraining}
            isDisabled={!hasLabels || !canRetrain}
            aria-describedby={canRetrain ? `${id}-labels` : `${id}-why`}
            onClick={() => void retrain()}
          >
            {isRetraining ? words.retraining : words.retrain}
          </Button>
          {!canRetrain && (
            <p className="page-note" id={`${id}-why`}>
              {words.readsOnly}
            </p>
          )}
        </div>
      )}
      <div role="status">{model?.report && <RetrainReport report={model.report} show={show} />}</div>
    </section>
  );
}

function RetrainReport({ report, show }: { report: Report; show: (measure: Measure, value: number) => string }) {
  const { words, numbers } = usePage();
  const changes = MEASURES.map((measure) => report.comparison[measure].change);
  return (
    <div className="page-report">
      <h3 className="page-subheading">{words.report(report.from, report.to)}</h3>
      <p className="page-text">
        <strong className="page-strong">{words.verdictOf(changes)}</strong> {words.reportDecisions(report, numbers)}{' '}
        {words.reportRevised(report.revised, numbers)}
      </p>
      <table className="page-table">
        <thead>
          <tr>
            {[words.measure, words.before, words.after, words.change].map((name) => (
              <th key={name} scope="col" className="page-cell">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => {
            const { before, after, interval, change } = report.comparison[measure];
            return (
              <tr key={measure}>
                <th scope="row" className="page-cell">
                  {words.measures[measure]}
                </th>
                <td className="page-cell">{show(measure, before)}</td>
                <td className="page-cell">{show(measure, after)}</td>
                <td className="page-cell">
                  {words.changes[change]}{' '}
                  <span className="page-note">
                    <bdi>{words.difference(show(measure, interval[0]), show(measure, interval[1]))}</bdi>
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
