'use client';
import { forwardRef, type InputHTMLAttributes, type KeyboardEvent, useId } from 'react';
import { Button, type ButtonProps } from '../react/button.js';
import { composeHandlers } from '../react/merge-props.js';
import { useRequiredContext } from '../react/required-context.js';
import { auditReplay } from './audit-replay.variants.js';
import { ReplayContext, type ReplayState, replayPart } from './audit-replay-context.js';

/** The slider, the buttons and how the keys work. Renders a `<div>` with the role of a group. */
export const Controls = replayPart<HTMLDivElement>('Controls', 'div', auditReplay.controls, ({ messages: m }) => ({
  role: 'group',
  'aria-label': m.replayControls,
  children: (
    <>
      <Slider />
      <Buttons />
    </>
  ),
}));

export interface SliderProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'min' | 'max' | 'step'> {}

/** Any moment of the record. Its value reads as the entry does. Renders an `<input type="range">` and a hint below it. */
export const Slider = forwardRef<HTMLInputElement, SliderProps>(function AuditReplaySlider(
  { className, onChange, onKeyDown, ...rest },
  ref,
) {
  const state = useRequiredContext(ReplayContext, 'AuditReplay.Slider', 'AuditReplay.Root');
  const { messages: m, entries, index, value, go, decision } = state;
  const hintId = useId();
  return (
    <>
      <input
        aria-label={m.replaySlider}
        aria-describedby={hintId}
        {...rest}
        aria-valuetext={value}
        data-says-place=""
        type="range"
        min={1}
        max={Math.max(1, entries.length)}
        step={1}
        value={index + 1}
        onChange={composeHandlers(onChange, (event) => go(Number(event.currentTarget.value) - 1))}
        onKeyDown={composeHandlers(onKeyDown, (event: KeyboardEvent) => {
          const direction = event.key === 'PageUp' ? 1 : event.key === 'PageDown' ? -1 : undefined;
          if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
          // A browser would step by a tenth of the way.
          event.preventDefault();
          go(decision(direction));
        })}
        ref={ref}
        className={auditReplay.slider({ className })}
      />
      <p id={hintId} className={auditReplay.hint()}>
        {m.replayKeys}
      </p>
    </>
  );
});

/** The buttons. Renders a `<div>`. */
export const Buttons = replayPart<HTMLDivElement>('Buttons', 'div', auditReplay.buttons, () => ({
  children: (
    <>
      <First />
      <Previous />
      <Play />
      <Next />
      <Last />
    </>
  ),
}));

const stepPart = (name: string, word: (state: ReplayState) => string, target: (state: ReplayState) => number) =>
  replayPart<HTMLButtonElement, ButtonProps>(name, Button, auditReplay.button, (state, { onClick }) => {
    const place = Math.min(state.entries.length - 1, Math.max(0, target(state)));
    return {
      isDisabled: place === state.index,
      onClick: composeHandlers(onClick, () => state.go(place)),
      children: word(state),
    };
  });

/** To the first entry. Renders a `<button>`. */
export const First = /* @__PURE__ */ stepPart(
  'First',
  ({ messages }) => messages.replayFirst,
  () => 0,
);

/** To the entry before. Renders a `<button>`. */
export const Previous = /* @__PURE__ */ stepPart(
  'Previous',
  ({ messages }) => messages.replayPrevious,
  ({ index }) => index - 1,
);

/** To the entry after. Renders a `<button>`. */
export const Next = /* @__PURE__ */ stepPart(
  'Next',
  ({ messages }) => messages.replayNext,
  ({ index }) => index + 1,
);

/** To the last entry. Renders a `<button>`. */
export const Last = /* @__PURE__ */ stepPart(
  'Last',
  ({ messages }) => messages.replayLast,
  ({ entries }) => entries.length - 1,
);

/**
 * Goes on by itself, or stops that; off where the device asks for less motion. Renders a `<button>`.
 *
 * @selector [data-playing]
 */
export const Play = /* @__PURE__ */ replayPart<HTMLButtonElement, ButtonProps>(
  'Play',
  Button,
  auditReplay.button,
  function usePlay({ messages: m, isPlaying, isStill, play, entries }, { onClick }) {
    const id = useId();
    return {
      'data-playing': isPlaying ? '' : undefined,
      isDisabled: isStill || entries.length < 2,
      'aria-describedby': isStill ? id : undefined,
      onClick: composeHandlers(onClick, () => play(!isPlaying)),
      children: isPlaying ? m.replayPause : m.replayPlay,
      after: isStill && (
        <span id={id} hidden>
          {m.replayStill}
        </span>
      ),
    };
  },
);
