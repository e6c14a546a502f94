/** Keys as they are shown, one after the other, in the words of a language. */
export function namedKeys(keys: string, names: { readonly [key: string]: string }): string[] {
  return keys.split('+').map((key) => names[key] ?? key);
}
