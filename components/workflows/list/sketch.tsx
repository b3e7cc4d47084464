import { StepIcon } from '@/components/workflows/canvas/step-icon';
import type { Doc } from '@/components/workflows/edit/address';
import { isObject, type Json } from '@/lib/engine/json';
import type { StepTypeName } from '@/lib/engine/step-types';

/** The first steps of a definition as a column of their signs. */
export function Sketch({ definition }: { definition: Doc }) {
  const steps = (Array.isArray(definition.steps) ? definition.steps : []).slice(0, 4);
  return (
    <span aria-hidden="true" className="flex w-7 shrink-0 flex-col items-center">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sketch of a constant
        <span className="flex flex-col items-center" key={index}>
          {index > 0 && <span className="h-2 w-px bg-edge" />}
          <span className="grid size-7 place-items-center rounded-md border bg-sunken text-muted">
            <StepIcon className="size-3.5" type={typeOf(step)} />
          </span>
        </span>
      ))}
    </span>
  );
}

const typeOf = (step: Json): StepTypeName | null =>
  isObject(step) && typeof step.type === 'string' ? (step.type as StepTypeName) : null;
