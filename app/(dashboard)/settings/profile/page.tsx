import type { Metadata } from 'next';
import { ChangePassword } from '@/components/accounts/change-password';
import { ProfileForm } from '@/components/accounts/profile-form';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { ThemeSwitch } from '@/components/ui/theme-switch';
import { readProfile } from '@/lib/accounts/profile';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const user = await readProfile(await pageCtx());
  return (
    <Page>
      <PageHeader description="How you appear to your team, and how you sign in." title="Profile" />
      <div className="flex max-w-form flex-col gap-8">
        <Section boxed>
          <ProfileForm user={user} />
        </Section>
        <Section
          boxed
          description="Changing it ends your sessions on every other device."
          title="Password"
        >
          <ChangePassword email={user.email} />
        </Section>
        <Section boxed description="Kept in this browser only." title="Theme">
          <ThemeSwitch />
        </Section>
      </div>
    </Page>
  );
}
