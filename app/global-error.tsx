'use client';

import type { Broken } from '@/components/shell/broken-page';
import { PlainFailure } from '@/components/shell/plain-failure';
import '@/app/globals.css';

/** The layout itself broke, so this brings its own document. */
export default function GlobalError(props: Broken) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · FleetPrompt</title>
        <main>
          <PlainFailure {...props} />
        </main>
      </body>
    </html>
  );
}
