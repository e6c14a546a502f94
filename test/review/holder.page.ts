import { windowHolder } from '../../src/review/holder.session.js';

document.title = await windowHolder();
