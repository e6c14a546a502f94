/** A fitted logistic regression on centred columns. */
export interface LogisticFit {
  intercept: number;
  weights: number[];
  /** Inverse of the Hessian at the optimum, intercept first: the Laplace approximation of the posterior covariance. */
  covariance: number[][];
  /** Newton steps taken. */
  steps: number;
}

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

/** Lower triangle L of a symmetric positive definite matrix, with L Lᵀ equal to it. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = 0; row < size; row++) {
    const target = lower[row] as number[];
    for (let column = 0; column <= row; column++) {
      const other = lower[column] as number[];
      let sum = (matrix[row] as readonly number[])[column] as number;
      for (let k = 0; k < column; k++) sum -= (target[k] as number) * (other[k] as number);
      if (row === column) {
        if (sum <= 0) throw new Error('The matrix is not positive definite: the fit has no unique optimum.');
        target[row] = Math.sqrt(sum);
      } else target[column] = sum / (other[column] as number);
    }
  }
  return lower;
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = lower.length;
  const at = (row: number, column: number) => (lower[row] as readonly number[])[column] as number;
  const half = new Array<number>(size).fill(0);
  for (let row = 0; row < size; row++) {
    let sum = right[row] as number;
    for (let k = 0; k < row; k++) sum -= at(row, k) * (half[k] as number);
    half[row] = sum / at(row, row);
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = half[row] as number;
    for (let k = row + 1; k < size; k++) sum -= at(k, row) * (solution[k] as number);
    solution[row] = sum / at(row, row);
  }
  return solution;
}

const MOST_STEPS = 50;
const TOLERANCE = 1e-9;

/**
 * Fits by Newton's method (iteratively reweighted least squares) with an L2 penalty on every weight but the
 * intercept. Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 4.4.1.
 *
 * @param rows one row of numbers per case
 * @param labels 0 to 1 per case
 * @param penalty strength of the penalty, above 0
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  penalty: number,
): LogisticFit {
  const width = (rows[0]?.length ?? 0) + 1;
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  let beta = new Array<number>(width).fill(0);
  beta[0] = Math.log(share / (1 - share));

  const hessianAndGradient = (at: readonly number[]) => {
    const hessian = Array.from({ length: width }, () => new Array<number>(width).fill(0));
    const gradient = at.map((value, index) => (index === 0 ? 0 : -penalty * value));
    rows.forEach((row, index) => {
      const p = sigmoid(logitAt(at, row));
      const error = (labels[index] as number) - p;
      const weight = Math.max(p * (1 - p), 1e-12);
      for (let i = 0; i < width; i++) {
        const xi = i === 0 ? 1 : (row[i - 1] as number);
        gradient[i] = (gradient[i] as number) + error * xi;
        if (xi === 0) continue;
        const line = hessian[i] as number[];
        for (let j = 0; j <= i; j++) {
          line[j] = (line[j] as number) + weight * xi * (j === 0 ? 1 : (row[j - 1] as number));
        }
      }
    });
    for (let i = 0; i < width; i++) {
      const line = hessian[i] as number[];
      if (i > 0) line[i] = (line[i] as number) + penalty;
      for (let j = 0; j < i; j++) (hessian[j] as number[])[i] = line[j] as number;
    }
    return { hessian, gradient };
  };
  const loss = (at: readonly number[]) =>
    rows.reduce(
      (sum, row, index) => {
        const logit = logitAt(at, row);
        // log(1 + e^z) without overflow.
        const softplus = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
        return sum + softplus - (labels[index] as number) * logit;
      },
      at.reduce((sum, value, index) => (index === 0 ? sum : sum + (penalty / 2) * value * value), 0),
    );

  let steps = 0;
  for (; steps < MOST_STEPS; steps++) {
    const { hessian, gradient } = hessianAndGradient(beta);
    const step = solve(cholesky(hessian), gradient);
    const before = loss(beta);
    let scale = 1;
    let next = beta.map((value, index) => value + (step[index] as number));
    // A full step can overshoot far from the optimum: halve until it helps.
    while (loss(next) > before && scale > 1e-6) {
      scale /= 2;
      next = beta.map((value, index) => value + scale * (step[index] as number));
    }
    const moved = Math.max(...step.map((value) => Math.abs(value * scale)));
    beta = next;
    if (moved < TOLERANCE) break;
  }
  const lower = cholesky(hessianAndGradient(beta).hessian);
  const covariance = beta.map((_, index) =>
    solve(
      lower,
      beta.map((_unused, other) => (other === index ? 1 : 0)),
    ),
  );
  return { intercept: beta[0] as number, weights: beta.slice(1), covariance, steps };
}

function logitAt(beta: readonly number[], row: readonly number[]): number {
  let sum = beta[0] as number;
  for (let index = 0; index < row.length; index++) sum += (beta[index + 1] as number) * (row[index] as number);
  return sum;
}

/** Slope and offset that turn a model's log-odds into calibrated ones. */
export interface PlattScaling {
  slope: number;
  offset: number;
}

/**
 * Platt scaling on cases the model has not learned from, with the targets that keep a small set from claiming
 * certainty. Platt 1999, Probabilistic Outputs for Support Vector Machines, section 2.2.
 */
export function fitPlatt(logits: readonly number[], labels: readonly boolean[]): PlattScaling {
  const positive = labels.filter(Boolean).length;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (labels.length - positive + 2);
  const targets = labels.map((label) => (label ? high : low));
  const fit = fitLogistic(
    logits.map((logit) => [logit]),
    targets,
    1e-6,
  );
  return { slope: fit.weights[0] as number, offset: fit.intercept };
}
