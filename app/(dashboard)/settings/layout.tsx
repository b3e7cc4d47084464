import type { ReactNode } from 'react';
import { SettingsNav } from '@/components/accounts/settings-nav';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="mx-auto w-full max-w-page px-4 pt-4 sm:px-8">
        <SettingsNav />
      </div>
      {children}
    </>
  );
}
