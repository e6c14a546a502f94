type ClassValue = string | false | null | undefined;

/** A host's class, or several. */
export type HostClass = ClassValue | readonly ClassValue[];

const joined = (name: string, host: HostClass) => [name, host].flat().filter(Boolean).join(' ');

/** What `cva` gives for a part without variants, called in the same way: its class, then the host's. */
export type PartClass = (props?: { className?: HostClass }) => string;

/** The class of a part that has no variants. `cva` for it would weigh as much as a drawing in every bundle. */
export function partClass(name: string): PartClass {
  return (props) => (props?.className ? joined(name, props.className) : name);
}

/**
 * Gives a class of the family by what follows the family's name in it, `''` where nothing does; then the host's class.
 */
export type FamilyClass<Family extends string, Class extends string> = (
  part: Class extends `csn-${Family}${infer Part}` ? Part : never,
  host?: HostClass,
) => string;

/**
 * The classes of one family by what follows its name. Its classes are listed in the type, so that one that is not there
 * does not compile and no page loads the list.
 */
export function familyClass<Family extends string, Class extends string>(family: Family): FamilyClass<Family, Class> {
  return (part, host) => joined(`csn-${family}${part}`, host);
}
