'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { StopIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { notice, primitives } from '../react/primitives.variants.js';
import { setApart } from '../react/set-apart.js';
import type { Stop } from '../review/stop.types.js';
import { stopControl } from './oversight.variants.js';
import { stopMessages } from './stop.messages.js';
import { mayResume, useStopControl, useStops } from './stop-context.js';
import { stoppedTitle } from './stop-text.js';

/**
 * What is stopped: by whom, since when, why and how much, with the way to resume for whoever may, and the role it takes for
 * everybody else; and that news of stops may be late, where that is so (L-5). Renders a `<section>`, or nothing where there is
 * nothing to say.
 *
 * @selector [data-stopped] while something is stopped
 * @selector [data-late] while news may be late
 */
export const Banner = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function StopBanner(
  { className, children, ...rest },
  ref,
) {
  const { session } = useStopControl('Banner');
  const stops = useStops(session, (snapshot) => snapshot.stops);
  const isLate = useStops(session, (snapshot) => snapshot.news === 'late');
  const words = useMessages('oversight', stopMessages);
  const locale = useLocaleAttributes();
  const isStopped = stops !== undefined && stops.length > 0;
  if (!isStopped && !isLate) return null;
  return (
    <section
      {...locale}
      aria-label={words.stopsLabel}
      {...rest}
      {...dataAttributes({ stopped: isStopped, late: isLate })}
      ref={ref}
      className={joinClasses(primitives('root'), stopControl.banner(), className)}
    >
      {children ?? (
        <>
          {stops?.map((stop) => (
            <StopNotice key={stop.id} stop={stop} />
          ))}
          {isLate && (
            <Notice tone="attention" title={words.newsLate}>
              {words.newsLateText}
            </Notice>
          )}
        </>
      )}
    </section>
  );
});

function StopNotice({ stop }: { stop: Stop }) {
  const { models, reviewer, open } = useStopControl('Banner');
  const words = useMessages('oversight', stopMessages);
  const format = useFormat();
  const isTheirs = mayResume(stop, reviewer);
  const reason = visibleText(stop.reason);
  return (
    <Notice
      tone="stop"
      icon={<StopIcon className={notice.icon()} data-tone="stop" />}
      title={<bdi>{stoppedTitle(stop, models, words)}</bdi>}
      actions={isTheirs && <Button onClick={() => open({ type: 'resume', stop })}>{words.resume}</Button>}
    >
      <span className={stopControl.line()}>
        <bdi>{setApart(words.stoppedText(format.dateTime(stop.at) ?? stop.at, reason), reason)}</bdi>
      </span>
      <span className={stopControl.line()}>{words.stoppedHeld(stop.held, format)}</span>
      {!isTheirs && (
        <span className={stopControl.line()}>{words.resumeIs(stop.resumeRoles.map(visibleText).join(', '))}</span>
      )}
    </Notice>
  );
}
