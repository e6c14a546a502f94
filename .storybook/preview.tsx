import type { Decorator, Preview } from '@storybook/react-vite';
import { lazy, Suspense, useLayoutEffect } from 'react';
import '../src/styles/index.css';
import './preview.css';
import { ar } from '../src/messages/ar.js';
import { de } from '../src/messages/de.js';
import { LocaleProvider } from '../src/react/locale-context.js';

// Only pages of the documentation need it, and it needs a document, which a server has not.
const DocsPage = lazy(() => import('./docs-page.js').then((module) => ({ default: module.DocsPage })));

const catalogues = { en: undefined, de, ar };

/** The moment of the sample data: stories and their pictures read the same every day. */
export const storyNow = () => Date.parse('2026-11-21T09:48:00Z');

/** Theme and density on the page, as a host sets them; language and time through the provider. */
const withEnvironment: Decorator = (Story, { globals }) => {
  const { theme, density, direction, language } = globals as {
    theme: string;
    density: string;
    direction: 'ltr' | 'rtl' | 'auto';
    language: keyof typeof catalogues;
  };
  const dir = direction === 'auto' ? (language === 'ar' ? 'rtl' : 'ltr') : direction;
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.dir = dir;
    page.lang = language;
    page.dataset.csnDensity = density;
    page.dataset.csnTheme = theme;
  }, [dir, language, density, theme]);
  return (
    <LocaleProvider locale={language} dir={dir} timeZone="Europe/Berlin" messages={catalogues[language]} now={storyNow}>
      <Story />
    </LocaleProvider>
  );
};

/**
 * B-11, in every story as it is drawn: approving and overriding have the same weight, size and colour, and neither is chosen
 * before the person chooses.
 */
function checkSymmetry(page: ParentNode) {
  for (const approve of page.querySelectorAll<HTMLElement>('[data-verb="approve"]')) {
    const override = approve.parentElement?.querySelector<HTMLElement>('[data-verb="override"]');
    if (!override) continue;
    const [one, other] = [approve, override].map((button) => {
      const { color, backgroundColor, borderTopColor, borderTopWidth, fontSize, fontWeight, minHeight, paddingTop } =
        getComputedStyle(button);
      return JSON.stringify({
        ...{ color, backgroundColor, borderTopColor, borderTopWidth, fontSize, fontWeight, minHeight, paddingTop },
        disabled: button.getAttribute('aria-disabled'),
        chosen: ['aria-pressed', 'aria-checked', 'autofocus'].filter((name) => button.hasAttribute(name)),
      });
    });
    if (one !== other) throw new Error(`Approving and overriding do not weigh the same (B-11): ${one} and ${other}.`);
  }
}

const toolbar = (title: string, icon: 'contrast' | 'menu' | 'transfer' | 'globe', items: Record<string, string>) => ({
  description: title,
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: Object.entries(items).map(([value, label]) => ({ value, title: label })),
  },
});

export default {
  decorators: [withEnvironment],
  afterEach: ({ canvasElement }) => checkSymmetry(canvasElement.ownerDocument),
  tags: ['autodocs'],
  globalTypes: {
    theme: toolbar('Theme', 'contrast', { light: 'Light', dark: 'Dark' }),
    density: toolbar('Density', 'menu', { comfortable: 'Comfortable', compact: 'Compact' }),
    direction: toolbar('Direction', 'transfer', {
      auto: 'Direction of the language',
      ltr: 'Left to right',
      rtl: 'Right to left',
    }),
    language: toolbar('Language', 'globe', { en: 'English', de: 'Deutsch', ar: 'العربية' }),
  },
  initialGlobals: { theme: 'light', density: 'comfortable', direction: 'auto', language: 'en' },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    docs: {
      toc: true,
      page: () => (
        <Suspense>
          <DocsPage />
        </Suspense>
      ),
    },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Anatomy',
          'Styling',
          'Backends',
          'Accessibility',
          'Statecharts',
          'Components',
          'Flows',
          '*',
        ],
      },
    },
  },
} satisfies Preview;
