import type { z } from 'zod';
import type { SkillSchema } from '@/lib/agents/skills.contract';

export type Skill = z.output<typeof SkillSchema>;
