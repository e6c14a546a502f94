/** Any value that survives JSON unchanged: what a model proposes and what a person enters. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
