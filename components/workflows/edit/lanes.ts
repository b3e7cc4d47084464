import type { Address } from '@/components/workflows/edit/address';
import { canonicalKeys } from '@/lib/engine/definition';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import { CONFIGS } from '@/lib/engine/step-configs';
import type { StepTypeName } from '@/lib/engine/step-types';

type Container = { type: StepTypeName | null; address: Address };
type Found = { address: Address; label: string | null; single: boolean };

/** The lists of steps that a step owns, those that are not written yet too, where they would be. */
export function lanesOf({ type, address }: Container, raw: Json): Found[] {
  const configKey = isObject(raw) && isObject(raw.config) ? raw.config : {};
  const at = (...keys: (string | number)[]): Address => [...address, 'config', ...keys];
  const lane = (label: string | null, ...keys: (string | number)[]): Found => ({
    address: at(...keys),
    label,
    single: false,
  });
  switch (type) {
    case 'conditional': {
      const shape = CONFIGS.conditional.shape;
      return [
        lane('then', written(configKey, ['then', 'trueSteps'], shape)),
        lane('else', written(configKey, ['else', 'falseSteps'], shape)),
      ];
    }
    case 'switch': {
      const cases = Array.isArray(configKey.cases) ? configKey.cases : [];
      return [
        ...cases.map((one, i) =>
          lane(isObject(one) ? whenOf(one.when) : `case ${i + 1}`, 'cases', i, 'steps'),
        ),
        lane('otherwise', 'default'),
      ];
    }
    case 'parallel': {
      if (Array.isArray(configKey.steps))
        return configKey.steps.map((one, i) => ({
          address: at('steps', i),
          label: isObject(one) && typeof one.id === 'string' ? one.id : `branch ${i + 1}`,
          single: true,
        }));
      const branches = Array.isArray(configKey.branches) ? configKey.branches : [];
      return branches.map((one, i) =>
        lane(
          isObject(one) ? String(one.id ?? one.name ?? `branch ${i + 1}`) : `branch ${i + 1}`,
          'branches',
          i,
          'steps',
        ),
      );
    }
    case 'loop':
      return [
        lane(typeof configKey.as === 'string' ? `each ${configKey.as}` : 'each item', 'steps'),
      ];
    case 'while':
      return [lane('while true', 'steps')];
    default:
      return [];
  }
}

function whenOf(when: Json | undefined): string {
  const text = typeof when === 'string' ? when.replace(/^\{\{\s*|\s*\}\}$/g, '') : String(when);
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}

/** The first of these names that the config has, under any spelling; else the first itself. */
function written(
  config: JsonObject,
  names: readonly string[],
  shape: Readonly<Record<string, unknown>>,
): string {
  for (const key of Object.keys(config)) {
    const [canonical] = Object.keys(canonicalKeys({ [key]: 0 }, shape));
    if (canonical && names.includes(canonical)) return key;
  }
  return names[0] as string;
}
