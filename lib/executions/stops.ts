/** Thrown when the wallet cannot cover the next call: the execution waits for a top-up. */
export class OutOfCredits extends Error {
  override name = 'OutOfCredits';
}

/** Thrown when a limit ends the execution. */
export class LimitReached extends Error {
  override name = 'LimitReached';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown when the execution waits already: nothing is left to decide. */
export class Parked extends Error {
  override name = 'Parked';
}
