'use client';

import { useState } from 'react';
import type { ListingDetail } from '@/components/marketplace/model';
import { Readme } from '@/components/marketplace/readme';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';

const SHOWN = 5;

/** What changed from version to version, the newest open. */
export function Versions({ listing }: { listing: ListingDetail }) {
  const [all, setAll] = useState(false);
  const { versions } = listing;
  return (
    <div className="flex flex-col items-start gap-2">
      <ul className="w-full overflow-hidden rounded-lg border bg-surface">
        {versions.slice(0, all ? undefined : SHOWN).map((one, index) => {
          const changelog = one.changelog || (index === 0 ? listing.changelog : '');
          const line = (
            <>
              <span className="num">{one.version}</span>
              {one.version === listing.version && <Badge tone="good">Current</Badge>}
            </>
          );
          return (
            <li className="border-b last:border-b-0" key={one.version}>
              {changelog ? (
                <Disclosure
                  open={index === 0}
                  summary={line}
                  trailing={<Time at={one.published_at} className="text-xs" />}
                >
                  <Readme text={changelog} />
                </Disclosure>
              ) : (
                <p className="flex min-h-9 items-center gap-2 px-3 text-sm">
                  <span className="flex min-w-0 flex-1 items-center gap-2">{line}</span>
                  <Time at={one.published_at} className="text-faint text-xs" />
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {versions.length > SHOWN && !all && (
        <Button onClick={() => setAll(true)} size="sm" variant="ghost">
          Show {versions.length - SHOWN} older versions
        </Button>
      )}
    </div>
  );
}
