/** A number from 0 to below 1, always the same for one text: FNV-1a, its bits mixed by the finalizer of MurmurHash3. */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The draw of a case in the sample of a seed: the same case never flips, and another seed draws others. */
export function drawIn(seed: string, id: string): number {
  return drawOf(`${seed}\n${id}`);
}
