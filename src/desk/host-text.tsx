import { visibleText } from '../internal/plain-text.js';

/** Words of the host or the model: hidden characters made visible, and kept apart from the direction around. Renders a `<bdi>`. */
export function HostText({ children }: { children: string }) {
  return <bdi>{visibleText(children)}</bdi>;
}
