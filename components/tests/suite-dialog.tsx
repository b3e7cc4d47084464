'use client';

import { useState } from 'react';
import { type Suite, type Target, targetOf } from '@/components/tests/model';
import { suitePath } from '@/components/tests/paths';
import { TargetPicker } from '@/components/tests/target-picker';
import { Checkbox } from '@/components/ui/choice';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

const labels = { name: 'Name', description: 'Description', target: 'Agent or workflow' };

/** Makes a suite, or changes `suite`. */
export default function SuiteDialog({
  suite,
  target: given = null,
  onClose,
  onSaved,
}: {
  suite?: Suite;
  /** What a new suite is for, unless something else is chosen. */
  target?: Target | null;
  onClose: () => void;
  onSaved: (suite: Suite) => void;
}) {
  const [target, setTarget] = useState(suite ? targetOf(suite) : given);
  const [parallel, setParallel] = useState(suite?.parallel ?? true);
  const [stopOnFailure, setStop] = useState(suite?.stopOnFailure ?? false);
  return (
    <FormDialog
      description="Cases are given to an agent or a workflow, and what comes out is compared."
      labels={labels}
      onOpenChange={(open) => open || onClose()}
      open
      prefix="suite-"
      required={['name']}
      send={async ({ name, description }) => {
        const body = {
          name,
          description,
          target: target && { [`${target.kind}Id`]: target.id },
          parallel,
          stopOnFailure,
        };
        const path = suite ? suitePath(suite.id) : '/api/v1/test-suites';
        onSaved(await api<Suite>(path, { method: suite ? 'PATCH' : 'POST', body }));
      }}
      submit={suite ? 'Save suite' : 'Create suite'}
      title={suite ? `Edit ${suite.name}` : 'Create a test suite'}
    >
      {(error) => (
        <>
          <Field error={error('name')} id="suite-name" label={labels.name}>
            <Input
              autoComplete="off"
              defaultValue={suite?.name}
              maxLength={255}
              name="name"
              placeholder="Triage answers"
            />
          </Field>
          <Field
            error={error('description')}
            id="suite-description"
            label={labels.description}
            optional
          >
            <Textarea
              className="min-h-0!"
              defaultValue={suite?.description}
              maxLength={5000}
              name="description"
              rows={2}
            />
          </Field>
          <Field
            error={error('target')}
            hint="Each case costs what its execution costs. Without one, a case's input itself is compared."
            id="suite-target"
            label={labels.target}
            optional
          >
            <TargetPicker onValueChange={setTarget} value={target} />
          </Field>
          <Checkbox
            checked={parallel}
            hint="Up to ten at once. Otherwise one after the other, in their order."
            label="Run cases side by side"
            onCheckedChange={setParallel}
          />
          <Checkbox
            checked={stopOnFailure}
            hint="What has not begun by then is skipped."
            label="Stop at the first failure"
            onCheckedChange={setStop}
          />
        </>
      )}
    </FormDialog>
  );
}
