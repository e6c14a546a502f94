import type { StorybookConfig } from '@storybook/react-vite';
import { componentDocs } from './component-docs.js';

export default {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({ ...config, plugins: [...(config.plugins ?? []), componentDocs()] }),
  typescript: {
    reactDocgen: 'react-docgen-typescript',
    // Storybook's own type for these options does not resolve under nodenext.
    reactDocgenTypescriptOptions: {
      shouldExtractLiteralValuesFromEnum: true,
      // React's own attributes are in every table of HTML; ours are what a reader looks for.
      propFilter: (prop: { parent?: { fileName: string } }) => !prop.parent?.fileName.includes('node_modules'),
    } as never,
  },
} satisfies StorybookConfig;
