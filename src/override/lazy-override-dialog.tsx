'use client';
import { lazy } from 'react';

/**
 * The ready-made override dialog, with Radix, loaded when it is first rendered: put it in a `Suspense` boundary and
 * render it once the person asks for it. Renders no element of its own.
 */
export const LazyOverrideDialog = lazy(() => import('./override-dialog.js').then(({ Root }) => ({ default: Root })));
