import type { Job } from '@/components/jobs/model';
import { stateOf } from '@/components/jobs/words';
import { Status } from '@/components/ui/status';

export function JobState({ job }: { job: Job }) {
  const { word, tone } = stateOf(job);
  return (
    <Status state={job.state} tone={tone}>
      {word}
    </Status>
  );
}
