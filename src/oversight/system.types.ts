import type { ModelRef } from '../review/proposal.types.js';

/** How often a system was right, measured on cases whose truth is known. */
export interface SystemMeasure {
  /** What was measured, or on whom: "Held-out applications", "Applicants under 25". */
  name: string;
  /** Share of the cases that it was right on, 0 to 1. */
  right: number;
  /** Number of cases. Below 30 the share is not shown (B-20). */
  n: number;
  /** 95% interval of the share, 0 to 1. */
  interval?: readonly [low: number, high: number];
  /** When it was measured, ISO 8601 date. */
  asOf?: string;
}

/** What a deployer is told of an AI system by whoever provides it (L-3; AI Act, Article 13(3)(b)). */
export interface SystemDescription {
  model: ModelRef;
  /** What the system is called: "Credit default model". */
  name: string;
  /** What it is made for, in a sentence or two. */
  purpose?: string;
  measured?: readonly SystemMeasure[];
  /** Conditions under which it is known to fail. */
  failures?: readonly string[];
  /** What it was not tested on. */
  untested?: readonly string[];
  /** How what it says is to be read. */
  interpretation?: readonly string[];
  /** How people oversee it. */
  oversight?: readonly string[];
  /** Present while it does worse than it was measured, as far as is known (L-5). */
  degraded?: { text: string; since?: string };
}

/** What somebody about whom is decided can do; each where to. */
export interface DisclosureRights {
  /** Where the decision is explained to them. */
  explanation?: string;
  /** Where they ask for a person who decides, or decides anew. */
  person?: string;
  /** Where they object. */
  objection?: string;
}
