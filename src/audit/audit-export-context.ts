'use client';
import { createContext, type RefObject } from 'react';
import { partsOf } from '../react/create-part.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { ExportRun, ExportRunSnapshot } from './export.session.js';
import type { ExportEntries, ExportFilter, ExportKind, ExportScope, PersonExportOptions } from './export.types.js';
import type { HtmlExportOptions } from './html-export.document.js';
import type { OpenFile } from './save-file.js';

/** What an export is made of, and what the host allows. */
export interface AuditExportOptions
  extends Pick<HtmlExportOptions, 'madeBy' | 'organisation' | 'verification' | 'signatureState' | 'factsOf'> {
  /** Where the record comes from; one without `record` offers no log file, no period and not everything. */
  backend?: Pick<ReviewBackend, 'history' | 'load' | 'record'>;
  /** Entries for table and document where there is no backend to ask. Called once per export. */
  entries?: () => ExportEntries;
  /** How many those are, where the host knows. */
  entriesTotal?: number;
  /** The case that "This case" means. */
  review?: { id: string; reference?: string; title?: string };
  /** Which kinds the host allows; of those that can be made, all when absent. */
  kinds?: readonly ExportKind[];
  /** How much the host allows; of what can be asked for, all when absent. */
  scopes?: readonly ExportScope[];
  /** The filter that is set where the record is shown. */
  filter?: ExportFilter;
  /** What the affected person is told besides the record. Without it there is no explanation. */
  person?: Omit<PersonExportOptions, 'madeAt'>;
  /** Opens the file that is written. @default a download, or a place that the person chooses for a large one */
  openFile?: OpenFile;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  /** Called when an export is done, cancelled, refused or has failed. */
  onExportSettle?: (details: { kind: ExportKind; scope: ExportScope } & ExportRunSnapshot) => void;
}

export interface ExportState extends AuditExportOptions {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  panelId: string;
  trigger: RefObject<HTMLButtonElement | null>;
  /** Outlives the panel, so that closing it interrupts nothing. */
  run: RefObject<ExportRun | null>;
}

export const ExportContext = createContext<ExportState | null>(null);

export const exportPart = /* @__PURE__ */ partsOf(ExportContext, 'AuditExport', 'Root');
