import { act, render, waitFor } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { GROUP_SIZE } from '../../src/audit/audit-groups.selectors.js';
import { longRecord } from '../../src/backends/sample-records.js';

const { entries } = longRecord(230);

/** With nothing that arrives on demand there yet. */
async function freshTimeline() {
  vi.resetModules();
  const { AuditTimeline } = await import('../../src/audit/index.js');
  return AuditTimeline;
}

const itemsOf = (container: Element) => [...container.querySelectorAll('[data-type]')];
const groupsOf = (container: Element) => container.querySelectorAll('[data-group]').length;

// Hundreds of entries take their time in a DOM without a browser.
describe('A list above 200 entries', { timeout: 60_000 }, () => {
  beforeEach(() => {
    document.body.innerHTML = '';
  });

  it('begins with a few, and is whole and in groups once the code for that is there', async () => {
    const AuditTimeline = await freshTimeline();
    const { container } = render(<AuditTimeline.Root entries={entries} />);
    expect(itemsOf(container)).toHaveLength(20);
    await waitFor(() => expect(itemsOf(container)).toHaveLength(230), { timeout: 30_000 });
    expect(groupsOf(container)).toBe(Math.ceil(230 / GROUP_SIZE));
    await waitFor(() => expect(container.querySelector('[data-drawing]')).toBeNull());
  });

  it('is not drawn again where a server rendered it, and in groups when more entries come', async () => {
    const AuditTimeline = await freshTimeline();
    const container = document.body.appendChild(document.createElement('div'));
    const some = entries.slice(0, 220);
    container.innerHTML = renderToString(<AuditTimeline.Root entries={some} />);
    const [first] = itemsOf(container);
    expect(itemsOf(container)).toHaveLength(220);
    const faults = vi.fn();
    const root = await act(async () =>
      hydrateRoot(container, <AuditTimeline.Root entries={some} />, { onRecoverableError: faults }),
    );
    await act(() => import('../../src/audit/audit-group.js'));
    await act(async () => root.render(<AuditTimeline.Root entries={some} reference="LN-1" />));
    expect(itemsOf(container)[0]).toBe(first);
    expect(groupsOf(container)).toBe(0);
    expect(faults).not.toHaveBeenCalled();
    await act(async () => root.render(<AuditTimeline.Root entries={entries} />));
    await waitFor(() => expect(groupsOf(container)).toBe(Math.ceil(230 / GROUP_SIZE)));
    await waitFor(() => expect(itemsOf(container)).toHaveLength(230), { timeout: 30_000 });
    act(() => root.unmount());
  });

  it('shows no less when it becomes long', async () => {
    const AuditTimeline = await freshTimeline();
    const { container, rerender } = render(<AuditTimeline.Root entries={entries.slice(0, 150)} />);
    const [oldest] = itemsOf(container).slice(-1);
    rerender(<AuditTimeline.Root entries={entries} />);
    expect(itemsOf(container)).toHaveLength(230);
    expect(container.contains(oldest ?? null)).toBe(true);
  });

  it.each([
    ['in groups', {}],
    ['by day', { groupBy: 'day' }],
  ] as const)('keeps focus where it is when it is laid out %s', async (_, props) => {
    const AuditTimeline = await freshTimeline();
    const { container } = render(
      <AuditTimeline.Root entries={entries} hasReviews onReviewOpen={() => {}} {...props} />,
    );
    const button = () => itemsOf(container)[17]?.querySelector('button');
    const [before, { id }] = [button(), itemsOf(container)[17] as Element];
    before?.focus();
    expect(document.activeElement).toBe(before);
    await waitFor(() => expect(before?.isConnected).toBe(false), { timeout: 30_000 });
    expect(document.activeElement?.localName).toBe('button');
    expect(document.activeElement?.closest('[data-type]')?.id).toBe(id);
  });

  it('keeps focus on an entry far below when it is laid out in groups', async () => {
    const AuditTimeline = await freshTimeline();
    const { container, rerender } = render(<AuditTimeline.Root entries={entries.slice(0, 195)} hasOlder />);
    await act(() => import('../../src/audit/audit-group.js'));
    const place = itemsOf(container)[190] as HTMLElement;
    place.tabIndex = -1;
    place.focus();
    rerender(<AuditTimeline.Root entries={entries} />);
    await waitFor(() => expect(place.isConnected).toBe(false));
    expect(document.activeElement?.id).toBe(place.id);
  });
});
