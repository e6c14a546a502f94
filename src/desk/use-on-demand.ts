'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Code that arrives on first use. Not `React.lazy`: a chunk that cannot be loaded, as on a train, is a sentence and
 * another try here, not an exception in the host's render; and nothing is swapped for a fallback, so focus stays.
 *
 * @param load imports the module; the same function on every render
 */
export function useOnDemand<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<T>();
  const [status, setStatus] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const request = useCallback(async () => {
    setStatus('loading');
    try {
      const module = await load();
      if (!isMounted.current) return;
      setLoaded(() => module);
      setStatus('idle');
    } catch {
      if (isMounted.current) setStatus('failed');
    }
  }, [load]);

  return { loaded, isLoading: status === 'loading', isFailed: status === 'failed', request };
}
