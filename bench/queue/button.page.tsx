import { useEffect, useState } from 'react';
import { measure } from './queue.page.js';

/** The floor: a key that changes one text. */
function Bare() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const next = (event: KeyboardEvent) => event.key === 'F2' && setCount((before) => before + 1);
    addEventListener('keydown', next);
    return () => removeEventListener('keydown', next);
  }, []);
  return (
    <button type="button" id="case" className="item">
      {count}
    </button>
  );
}

measure({
  draw: () => <Bare />,
  item: '.item',
  count: () => 0,
  first: () => '',
  scroller: () => document.scrollingElement as Element,
});
