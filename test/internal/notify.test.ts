import { afterEach, describe, expect, it, vi } from 'vitest';
import { notifyAll } from '../../src/internal/notify.js';

afterEach(() => vi.unstubAllGlobals());

describe('notifyAll', () => {
  it('calls the listeners after one that throws, and reports its error', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const heard: string[] = [];
    const mistake = new Error('a mistake of the host');
    const first = () => {
      throw mistake;
    };
    notifyAll([first, (word: string) => heard.push(word)], 'news');
    expect(heard).toEqual(['news']);
    expect(reported).toEqual([mistake]);
  });

  it('throws the error later where the platform has no reportError', () => {
    vi.stubGlobal('reportError', undefined);
    const later: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => later.push(task));
    const mistake = new Error('a mistake of the host');
    notifyAll([
      () => {
        throw mistake;
      },
    ]);
    expect(later).toHaveLength(1);
    expect(later[0]).toThrow(mistake);
  });

  it('calls whoever was there at the start, whoever comes or goes meanwhile', () => {
    const heard: string[] = [];
    const listeners = new Set<() => void>();
    const last = () => heard.push('last');
    listeners.add(() => {
      listeners.delete(last);
      listeners.add(() => heard.push('late'));
    });
    listeners.add(last);
    notifyAll(listeners);
    expect(heard).toEqual(['last']);
  });
});
