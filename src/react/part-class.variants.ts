type ClassValue = string | false | null | undefined;

/** What `cva` gives for a part without variants, called in the same way: its class, then the host's. */
export type PartClass = (props?: { className?: ClassValue | readonly ClassValue[] }) => string;

/** The class of a part that has no variants. `cva` for it would weigh as much as a drawing in every bundle. */
export function partClass(name: string): PartClass {
  return (props) =>
    [name]
      .concat((props?.className || []) as string)
      .filter(Boolean)
      .join(' ');
}
