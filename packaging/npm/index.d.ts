export interface Options {
  /** What the list is called, "readme.md" if it is not said; `lists` and `overrides` of the config know it by this. */
  path?: string
  /** What .awl.yaml would say: its text, or an object of the same shape. */
  config?: string | object
  profile?: 'recommended' | 'strict' | 'awesome-lint' | 'index'
}

export interface FixOptions extends Options {
  /** Also fixes that may change wording, order or meaning. */
  unsafe?: boolean
}

/** Line and column count from 1, the offset counts bytes of UTF-8 from 0. */
export interface Place {
  line: number
  column: number
  offset: number
}

/** Replaces the bytes from `start` to `end`. */
export interface Edit {
  start: number
  end: number
  text: string
}

export interface Fix {
  title: string
  applicability: 'display' | 'unsafe' | 'safe'
  effect: 'layout' | 'text' | 'destination' | 'structure'
  edits: Edit[]
}

export interface Related {
  message: string
  path: string
  start?: Place
  end?: Place
}

export interface Finding {
  path: string
  rule: string
  severity: 'info' | 'warning' | 'error'
  message: string
  /** What another linter calls this; may be empty. */
  peer: string
  start: Place
  end: Place
  related: Related[]
  /** The finding that this one follows from. */
  caused_by: {rule: string; line: number} | null
  fix: Fix | null
}

export interface Rule {
  name: string
  group: string
  [more: string]: unknown
}

/** What is wrong with a list. These functions throw an Error if options or config are wrong. */
export function check(text: string, options?: Options): Finding[]
/** The list with its fixes applied, and what is left. */
export function fix(text: string, options?: FixOptions): {text: string; findings: Finding[]}
/** The list with its layout put right. */
export function format(text: string, options?: Options): string
/** All rules. */
export function rules(): Rule[]
export const version: string
