import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { deskMessagesAr } from '../../src/desk/desk.messages.ar.js';
import { deskMessagesDe } from '../../src/desk/desk.messages.de.js';
import { ReviewCard } from '../../src/desk/index.js';
import { createFormat } from '../../src/internal/format.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { PresentPerson } from '../../src/review/presence.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { PersonActor } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, loan, mateo, NOW, openSitting, Page } from './desk.fixtures.js';

const person = (name: string): PersonActor => ({ kind: 'person', id: name, name, roles: ['reviewer'] });
const lena = person('Lena Vogt');

/** What was put into the polite region, also what has left it again. */
function listen() {
  const said: string[] = [];
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      const isPolite = (target as Element).getAttribute?.('aria-live') === 'polite';
      if (isPolite) for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return { said, stop: () => observer.disconnect() };
}

let isHidden = false;
function setHidden(next: boolean) {
  isHidden = next;
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

beforeEach(() => {
  isHidden = false;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (isHidden ? 'hidden' : 'visible'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describeEachReactMode('who else has a case open', (renderIn) => {
  function show(options: Parameters<typeof openSitting>[0] = {}) {
    const sitting = openSitting(options);
    const view = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    const open = (somebody: PersonActor, told: (people: readonly PresentPerson[]) => void = () => {}) =>
      sitting.store.backendFor(somebody).presence?.watch(sitting.id, told) as () => void;
    return { ...sitting, view, open };
  }

  it('is said in one line, and aloud once', async () => {
    const ear = listen();
    const { open } = show();
    await screen.findByRole('button', { name: 'Approve suggestion' });
    expect(screen.queryByText(/Also open/)).toBeNull();
    const leave = open(lena);
    await screen.findByText('Also open with Lena Vogt');
    await waitFor(() => expect(ear.said).toContain('Also open with Lena Vogt'));
    leave();
    await waitFor(() => expect(screen.queryByText(/Also open/)).toBeNull());
    open(mateo);
    await screen.findByText('Also open with Mateo Ruiz');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ear.said.filter((text) => text.startsWith('Also open'))).toEqual(['Also open with Lena Vogt']);
    ear.stop();
  });

  it('names three, and counts the others', async () => {
    const { open } = show();
    for (const name of ['Ada', 'Ben', 'Cem', 'Dua']) open(person(name));
    await screen.findByText('Also open with Ada, Ben, Cem and 1 other');
    open(person('Eva'));
    await screen.findByText('Also open with Ada, Ben, Cem and 2 others');
  });

  it('leaves out whoever has claimed it, of whom the card tells anyway', async () => {
    const { open, store, id } = show({ isClaimed: false });
    store.apply(id, { type: 'claim' }, mateo);
    open(mateo);
    open(lena);
    await screen.findByText('Also open with Lena Vogt');
    screen.getByText('Mateo Ruiz is reviewing this case');
  });

  it('shows what hides in a name', async () => {
    const { open } = show();
    open(person('Lena\u202eVogt'));
    const line = await screen.findByText(/Also open with Lena/);
    expect(line.textContent).not.toContain('\u202e');
  });

  it('tells others of this person while the page can be seen, and the case is open to decide', async () => {
    const { open, view, store, id } = show();
    let people: readonly PresentPerson[] = [];
    open(lena, (told) => {
      people = told;
    });
    const isThere = () => people.some(({ id: each }) => each === amara.id);
    await waitFor(() => expect(isThere()).toBe(true));
    setHidden(true);
    await waitFor(() => expect(isThere()).toBe(false));
    expect(screen.queryByText(/Also open/)).toBeNull();
    setHidden(false);
    await waitFor(() => expect(isThere()).toBe(true));
    const approved = await act(async () => store.apply(id, { type: 'approve' }, amara, { saw: sawOf(loan) }));
    expect(approved).toMatchObject({ outcome: 'accepted' });
    await waitFor(() => expect(isThere()).toBe(false));
    view.unmount();
    expect(isThere()).toBe(false);
  });

  it('says nothing while the card is not on screen', async () => {
    /** Those that look at the card: its own, and the one of who else has it open. */
    const looking = new Map<object, (isIntersecting: boolean) => void>();
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(private callback: (changes: { isIntersecting: boolean }[]) => void) {}
        observe({ tagName }: Element) {
          if (tagName === 'ARTICLE') looking.set(this, (isIntersecting) => this.callback([{ isIntersecting }]));
        }
        disconnect() {
          looking.delete(this);
        }
      },
    );
    const tell = (isIntersecting: boolean) =>
      act(() => {
        for (const each of [...looking.values()]) each(isIntersecting);
      });
    const { open } = show();
    open(lena);
    await waitFor(() => expect(looking.size).toBe(2));
    expect(screen.queryByText(/Also open/)).toBeNull();
    tell(true);
    await screen.findByText('Also open with Lena Vogt');
    tell(false);
    await waitFor(() => expect(screen.queryByText(/Also open/)).toBeNull());
  });

  it('is not asked for where a backend does not offer it', async () => {
    const store = createMemoryStore({ reviews: [initialReview(loan, samplePolicy)], clock: () => NOW });
    const { presence: _presence, ...backend }: ReviewBackend = store.backendFor(amara);
    store.backendFor(lena).presence?.watch(loan.id, () => {});
    const session = createReviewSession({ backend, id: loan.id, reviewer: amara, clock: () => NOW });
    renderIn(
      <Page session={session}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByRole('button', { name: 'Start review' });
    expect(screen.queryByText(/Also open/)).toBeNull();
  });
});

describe('who else has a case open, in other languages', () => {
  it('is counted as these count', () => {
    const [de, ar] = [createFormat('de', 'UTC'), createFormat('ar', 'UTC')];
    expect(deskMessagesDe.alsoOpen(de.list(['Lena Vogt', deskMessagesDe.otherPeople(2, de)]))).toBe(
      'Auch geöffnet bei: Lena Vogt und 2 weitere Personen',
    );
    expect([1, 2, 3, 11, 100].map((count) => deskMessagesAr.otherPeople(count, ar))).toEqual([
      'شخص آخر',
      'شخصان آخران',
      `${ar.number(3)} أشخاص آخرين`,
      `${ar.number(11)} شخصًا آخر`,
      `${ar.number(100)} شخص آخر`,
    ]);
  });
});
