import type { FileSink } from './export.session.js';

export interface FileRequest {
  name: string;
  /** Media type. */
  type: string;
  /** Whether it may be too large to be held: the person is asked for a place first, where the browser can do that. */
  isLarge: boolean;
}

/** Opens a file to write; nothing where the person thought better of it. */
export type OpenFile = (request: FileRequest) => Promise<FileSink | undefined>;

/** Text is handed to the browser in parts of this size, in UTF-16 code units, so that the page does not hold it. */
const PART = 1_000_000;

/** Gathers parts outside the page's own memory, and downloads them as one file. */
export function openDownload({ name, type }: Pick<FileRequest, 'name' | 'type'>): FileSink {
  let parts: Blob[] = [];
  let waiting: BlobPart[] = [];
  let length = 0;
  const pack = () => {
    parts.push(new Blob(waiting));
    waiting = [];
    length = 0;
  };
  return {
    write(piece) {
      waiting.push(piece as BlobPart);
      length += piece.length;
      if (length >= PART) pack();
    },
    async close() {
      pack();
      const blob = new Blob(parts, { type });
      parts = [];
      const url = URL.createObjectURL(blob);
      const saveAgain = () => {
        const link = document.createElement('a');
        link.href = url;
        link.download = name;
        link.click();
      };
      saveAgain();
      return { name, bytes: blob.size, saveAgain, forget: () => URL.revokeObjectURL(url) };
    },
    abort() {
      parts = [];
      waiting = [];
    },
  };
}

interface SaveHandle {
  name: string;
  createWritable(): Promise<{
    write(piece: string | Uint8Array): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}
type Picker = (options: object) => Promise<SaveHandle>;

/** Writes a large file to the disk as it comes, where the browser can; downloads it otherwise. */
export const openFile: OpenFile = async ({ name, type, isLarge }) => {
  const { showSaveFilePicker } = globalThis as { showSaveFilePicker?: Picker };
  if (!isLarge || !showSaveFilePicker) return openDownload({ name, type });
  let handle: SaveHandle;
  try {
    const accept = { [type]: [name.slice(name.lastIndexOf('.'))] };
    handle = await showSaveFilePicker({ suggestedName: name, types: [{ accept }] });
  } catch (error) {
    if ((error as Error | undefined)?.name === 'AbortError') return undefined;
    // A frame of another origin may not ask.
    return openDownload({ name, type });
  }
  const stream = await handle.createWritable();
  let bytes = 0;
  const encoder = new TextEncoder();
  return {
    async write(piece) {
      const data = typeof piece === 'string' ? encoder.encode(piece) : piece;
      bytes += data.byteLength;
      await stream.write(data);
    },
    async close() {
      await stream.close();
      return { name: handle.name, bytes };
    },
    abort: () => stream.abort(),
  };
};
