'use client';

import { useState } from 'react';
import { Segmented } from '@/components/ui/segmented';

const LINK = /(https?:\/\/[^\s<>"]+)/;

/** Addresses become links; everything else stays text. */
function withLinks(text: string) {
  return text.split(LINK).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text that never changes
      <a className="break-all text-accent-ink underline underline-offset-4" href={part} key={index}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}

/** As a mail program shows it, or as plain text. No script of a mail runs. */
export function MailBody({
  html,
  text,
  subject,
}: {
  html: string | null;
  text: string;
  subject: string;
}) {
  const [face, setFace] = useState(html ? 'html' : 'text');
  return (
    <>
      {html && (
        <div className="flex justify-end border-b px-4 py-2 sm:px-5">
          <Segmented
            label="Show as"
            onValueChange={setFace}
            options={[
              { value: 'html', label: 'Mail' },
              { value: 'text', label: 'Text' },
            ]}
            value={face}
          />
        </div>
      )}
      {html && face === 'html' ? (
        <iframe
          className="block h-[32rem] w-full bg-white"
          sandbox="allow-popups allow-top-navigation-by-user-activation"
          srcDoc={html.replaceAll('<a ', '<a target="_top" ')}
          title={subject}
        />
      ) : (
        <div className="whitespace-pre-wrap break-words px-4 py-4 text-sm leading-6 sm:px-5">
          {withLinks(text)}
        </div>
      )}
    </>
  );
}
