/** A step that trying again can't mend: the deployment fails with this sentence. */
export class StepFailed extends Error {
  override name = 'StepFailed';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
