/// <reference types="vite/client" />

declare module 'virtual:component-docs' {
  /** What a host can style of each component: see `component-docs.ts`. */
  const docs: Record<
    string,
    {
      attributes: { selector: string; part: string; meaning: string }[];
      classes: string[];
      variables: string[];
    }
  >;
  export default docs;
}
