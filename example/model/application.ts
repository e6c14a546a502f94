/** Codes of one categorical column, in the published order, with how each reads. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** How the column reads: "Checking account". */
  label: string;
  codes: { readonly [code: string]: string };
}

export interface NumberColumn {
  kind: 'number';
  name: string;
  label: string;
  min: number;
  max: number;
  /** How a value reads: `24` as "24 months". */
  read: (value: number) => string;
}

export type Column = CategoryColumn | NumberColumn;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const count = (one: string, many: string) => (value: number) => `${whole.format(value)} ${value === 1 ? one : many}`;

function category(name: string, label: string, codes: { readonly [code: string]: string }): CategoryColumn {
  return { kind: 'category', name, label, codes };
}

function number(
  name: string,
  label: string,
  [min, max]: readonly [number, number],
  read: (value: number) => string,
): NumberColumn {
  return { kind: 'number', name, label, min, max, read };
}

/**
 * The attributes of the Statlog German Credit Data (H. Hofmann, 1994, UCI Machine Learning Repository), in the
 * published order and with the published codes.
 */
export const COLUMNS: readonly Column[] = [
  category('checking_status', 'Checking account', {
    A11: 'overdrawn',
    A12: '0 to 199 DM',
    A13: '200 DM or more, or salary paid in',
    A14: 'no checking account',
  }),
  number('duration_months', 'Term', [1, 120], count('month', 'months')),
  category('credit_history', 'Credit history', {
    A30: 'no credits, or all repaid',
    A31: 'all credits here repaid',
    A32: 'existing credits repaid so far',
    A33: 'payments late in the past',
    A34: 'critical account, or credits elsewhere',
  }),
  category('purpose', 'Purpose', {
    A40: 'new car',
    A41: 'used car',
    A42: 'furniture',
    A43: 'radio or television',
    A44: 'household appliances',
    A45: 'repairs',
    A46: 'education',
    A47: 'holiday',
    A48: 'retraining',
    A49: 'business',
    A410: 'other purpose',
  }),
  number('amount_dm', 'Amount', [1, 1_000_000], (value) => `${whole.format(value)} DM`),
  category('savings', 'Savings', {
    A61: 'below 100 DM',
    A62: '100 to 499 DM',
    A63: '500 to 999 DM',
    A64: '1,000 DM or more',
    A65: 'unknown or none',
  }),
  category('employment_since', 'Present employment', {
    A71: 'unemployed',
    A72: 'less than 1 year',
    A73: '1 to 3 years',
    A74: '4 to 6 years',
    A75: '7 years or more',
  }),
  number('installment_rate_pct', 'Instalment to income', [1, 4], (value) => `class ${value} of 4`),
  category('personal_status', 'Sex and marital status', {
    A91: 'code A91',
    A92: 'code A92',
    A93: 'code A93',
    A94: 'code A94',
    A95: 'code A95',
  }),
  category('other_debtors', 'Other debtors', { A101: 'none', A102: 'co-applicant', A103: 'guarantor' }),
  number('residence_since', 'Time at present address', [1, 4], (value) => `class ${value} of 4`),
  category('property', 'Property', {
    A121: 'real estate',
    A122: 'building society savings or life insurance',
    A123: 'car or other',
    A124: 'unknown or none',
  }),
  number('age_years', 'Age', [18, 120], count('year', 'years')),
  category('other_installment_plans', 'Other instalment plans', { A141: 'at a bank', A142: 'at stores', A143: 'none' }),
  category('housing', 'Housing', { A151: 'rented', A152: 'owned', A153: 'free of charge' }),
  number('existing_credits', 'Credits at this bank', [1, 20], count('credit', 'credits')),
  category('job', 'Job', {
    A171: 'unemployed, or unskilled and non-resident',
    A172: 'unskilled, resident',
    A173: 'skilled',
    A174: 'management or self-employed',
  }),
  number('dependents', 'Dependants', [0, 20], count('person', 'people')),
  category('telephone', 'Telephone', { A191: 'none', A192: 'registered' }),
  category('foreign_worker', 'Foreign worker', { A201: 'code A201', A202: 'code A202' }),
];

/**
 * What is said of everybody who lives where the applicant lives: a factor about a group, which the published data does not
 * have. The generator makes one up, as lenders buy such scores.
 */
export const AREA = category('area_record', 'Credits in the postal area', {
  D1: 'seldom default',
  D2: 'default as often as elsewhere',
  D3: 'often default',
});

/** Attributes that no model here may use and no reviewer is shown. */
export const PROTECTED = ['personal_status', 'foreign_worker'] as const;

/** What a model may use: every column that is not protected. */
export const FEATURES: readonly Column[] = [...COLUMNS, AREA].filter(
  ({ name }) => !(PROTECTED as readonly string[]).includes(name),
);

/** A column by its name, the area's included. */
export function columnNamed(name: string): Column {
  return [...COLUMNS, AREA].find((each) => each.name === name) as Column;
}

/** The features that an application has: not every source knows of areas. */
export function featuresOf({ values }: Pick<Application, 'values'>): readonly Column[] {
  return FEATURES.filter(({ name }) => values[name] !== undefined);
}

/** One application: its attributes by column, a code or a number each, and what became of the credit. */
export interface Application {
  id: string;
  values: { readonly [column: string]: string | number };
  /** Whether the borrower defaulted. */
  defaulted: boolean;
}

/** How one attribute of an application reads. */
export function readValue(column: Column, value: string | number | undefined): string {
  if (value === undefined) return 'not given';
  return column.kind === 'number' ? column.read(Number(value)) : (column.codes[value] ?? String(value));
}

/** A number of an application; not a number where the column is none. */
export function numberOf(application: Application, column: string): number {
  return Number(application.values[column]);
}
