'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { bringsOf } from '@/components/configs/brings';
import { DeleteConfig } from '@/components/configs/delete-config';
import { DeployDialog } from '@/components/configs/deploy-dialog';
import { useDeployments } from '@/components/configs/deployments-panel';
import { DeployButton, EditorHeader } from '@/components/configs/editor-header';
import type { Config, May } from '@/components/configs/model';
import { SidePanel } from '@/components/configs/side-panel';
import { type Text, useDraft } from '@/components/configs/use-draft';
import { useFace } from '@/components/configs/use-face';
import { useKeys } from '@/components/configs/use-keys';
import { useSaving } from '@/components/configs/use-saving';
import CodeEditor from '@/components/dsl/code-editor';
import { DiagnosticBar } from '@/components/dsl/diagnostic-bar';
import { useCheck } from '@/components/dsl/use-check';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import { EditorNotes } from '@/components/workflows/editor/editor-notes';
import { format } from '@/lib/engine/dsl/format';

/** A config as text, with what it means and what it does beside it. */
export default function Editor({
  first,
  begin,
  keep,
  may,
  onMade,
}: {
  first: Config | null;
  begin: Text;
  keep: string;
  may: May;
  onMade: (id: string) => void;
}) {
  const router = useRouter();
  const [config, setConfig] = useState(first);
  const id = config?.id ?? null;
  const draft = useDraft(`${keep}:${first?.id ?? 'new'}`, first ?? begin, first?.version ?? 0);
  const { content, name } = draft;
  const checked = useCheck(content);
  const [caret, setCaret] = useState(0);
  const [goTo, setGoTo] = useState<{ start: number; end: number } | null>(null);
  const [listing, setListing] = useState(false);
  const [deploying, setDeploying] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [face, setFace] = useFace();
  const deployments = useDeployments(id);
  const saving = useSaving(id, draft, (next) => {
    setConfig(next);
    if (!id) onMade(next.id);
  });
  const brings = useMemo(() => bringsOf(checked.document), [checked.document]);
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
  const served = deployments.list.filter(({ status }) => status === 'running').length;
  const unsaved = draft.dirty || id === null;
  const canSave = unsaved && content.trim() !== '';

  const save = (force = false) => {
    const title = name.trim() || brings.workflows[0]?.name || brings.jobs[0]?.name;
    return saving.save({ name: title ?? 'Untitled config', content }, force);
  };
  const jump = useCallback(({ start, end }: { start: number; end: number }) => {
    setGoTo({ start, end });
  }, []);
  function layOut() {
    if (!may.write) return;
    const unreadable = checked.diagnostics.find(({ code }) => code === 'parse');
    const laid = unreadable ? null : format(content);
    if (laid === null) {
      setListing(true);
      toast.message('It cannot be laid out yet', {
        description: 'Mend what cannot be read first.',
      });
    } else if (laid === content) toast.message('It is laid out already');
    else draft.edit(laid);
  }
  async function deploy() {
    if (errors.length > 0) {
      setListing(true);
      toast.message('It has problems', { description: 'Mend them, then deploy it.' });
      return;
    }
    const saved = unsaved ? await save() : config;
    if (saved && !saved.validation_errors) setDeploying(true);
  }
  useKeys({ save: () => may.write && canSave && void save(), format: layOut });

  async function duplicate() {
    try {
      const body = { name: `${name.slice(0, 245)} (copy)`, content };
      const made = await api<Config>('/api/configs', { method: 'POST', body });
      router.push(`/configs/${made.id}`);
    } catch (cause) {
      toast.error('It was not duplicated', cause);
    }
  }
  const button = may.deploy && (may.write || !unsaved) && (
    <DeployButton
      busy={saving.busy}
      disabled={!content.trim()}
      onClick={() => void deploy()}
      primary={served === 0 || unsaved}
      unsaved={unsaved && canSave}
    />
  );
  return (
    <div className="fills-window flex h-[calc(100dvh-3rem)] flex-col md:h-dvh">
      <EditorHeader
        canSave={canSave}
        deploy={button}
        dirty={draft.dirty}
        name={name}
        onDelete={id && may.write ? () => setDeleting(true) : null}
        onDownload={() => download(name, content)}
        onDuplicate={id && may.write ? duplicate : null}
        onFormat={layOut}
        onRename={draft.rename}
        onSave={() => void save()}
        saving={saving.busy}
        served={served}
        version={draft.version}
        writes={may.write}
      />
      <EditorNotes
        conflict={saving.conflict}
        onDrop={draft.drop}
        onOverwrite={() => void save(true)}
        restored={draft.restored}
        version={draft.version}
      />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="flex min-h-0 min-w-0 flex-col max-md:h-[50dvh] md:flex-1">
          <div className="relative min-h-0 flex-1">
            <CodeEditor
              diagnostics={checked.diagnostics}
              document={checked.document}
              focused={first === null}
              goTo={goTo}
              hint={HINT}
              onCaret={setCaret}
              onChange={draft.edit}
              readOnly={!may.write}
              text={content}
            />
          </div>
          <DiagnosticBar
            diagnostics={checked.diagnostics}
            empty={!content.trim()}
            onJump={({ span }) => jump(span)}
            onOpenChange={setListing}
            open={listing}
          />
        </div>
        <SidePanel
          caret={caret}
          checked={checked}
          content={content}
          deploy={button}
          deployments={deployments}
          face={face}
          id={id}
          may={may}
          name={name}
          onEdit={draft.edit}
          onFace={setFace}
          onJump={jump}
          onRestore={(text, version) => {
            const before = content;
            draft.edit(text);
            toast.undo(`Version ${version} is in the editor; save it to keep it`, () =>
              draft.edit(before),
            );
          }}
          version={draft.version}
        />
      </div>
      {deploying && config && (
        <DeployDialog
          brings={brings}
          config={{ id: config.id, name: config.name, version: draft.version }}
          deployments={deployments.list}
          onDone={() => {
            deployments.refresh();
            setFace('deployments');
          }}
          onOpenChange={setDeploying}
        />
      )}
      <DeleteConfig
        config={deleting ? config : null}
        onClose={() => setDeleting(false)}
        onDone={() => {
          draft.drop();
          router.push('/configs');
        }}
      />
    </div>
  );
}

const HINT = 'workflow Hello {\n  greet: set { text: "Hello" }\n}';

function download(name: string, content: string) {
  const file = `${name.trim().replace(/[^\w.-]+/g, '-') || 'config'}.fleet`;
  const url = URL.createObjectURL(new Blob([content], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: file });
  link.click();
  URL.revokeObjectURL(url);
}
