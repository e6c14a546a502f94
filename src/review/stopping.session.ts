import type { ReviewBackend, Unsubscribe } from './backend.types.js';

/**
 * Calls whenever a stop of a model or of everything begins or ends: it holds a case before it is this case's turn to be
 * told of.
 */
export function watchStops({ stops }: ReviewBackend, onChange: () => void): Unsubscribe | undefined {
  let known: string | undefined;
  return stops?.subscribe((list) => {
    const ids = JSON.stringify(list.map(({ id }) => id));
    if (known !== undefined && ids !== known) onChange();
    known = ids;
  });
}
