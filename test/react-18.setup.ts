import { version } from 'react';
import { version as domVersion } from 'react-dom';
import { expect } from 'vitest';

// The whole project is worth nothing if an alias stops matching.
expect([version, domVersion]).toEqual(['18.3.1', '18.3.1']);
