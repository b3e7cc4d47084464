import { jsonSize } from '../json';
import { ExpressionError } from './ast';

export const MAX_OPERATIONS = 10_000;
export const MAX_RESULT = 256 * 1024;
/** Text made on the way to the result; bounds memory where the result itself is small. */
const MAX_MADE = 2 * 1024 * 1024;

/** What one evaluation may still use. Work on long text and lists costs by its length. */
export class Budget {
  private operations = MAX_OPERATIONS;
  private made = MAX_MADE;
  at = 0;

  spend(count = 1): void {
    this.operations -= count;
    if (this.operations < 0) {
      throw new ExpressionError(
        'budget',
        'The expression takes more than 10,000 operations.',
        this.at,
      );
    }
  }

  /** Reading `length` characters of text. */
  read(length: number): void {
    this.spend(1 + (length >> 8));
  }

  /** Making text of `length` characters: ask before making it. */
  make(length: number): void {
    this.read(length);
    this.made -= length;
    if (this.made < 0 || length > MAX_RESULT) this.tooLarge();
  }

  /** Walking `count` items of a list in native code. */
  items(count: number): void {
    this.spend(1 + (count >> 2));
  }

  /** The JSON length of a value, which must not be over 256 KB. */
  size(value: unknown): number {
    let size: number;
    try {
      size = jsonSize(value, MAX_RESULT);
    } catch (error) {
      throw new ExpressionError('type', `The value is ${(error as Error).message}.`, this.at);
    }
    if (size > MAX_RESULT) this.tooLarge();
    this.read(size);
    return size;
  }

  private tooLarge(): never {
    throw new ExpressionError('budget', 'The expression makes more than 256 KB.', this.at);
  }
}
