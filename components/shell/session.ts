import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

export type Organization = { id: string; name: string };
export type ShellProps = {
  user: { id: string; name: string | null; email: string };
  organization: Organization;
  role: string;
  /** Credits that can be spent, and those held beside them. */
  credits: number;
  held: number;
  organizations: readonly Organization[];
};

/** Leaves with a full load, so that nothing of the session stays in the browser's memory. */
export async function signOut() {
  try {
    await api('/api/auth/logout', { method: 'POST' });
    window.location.assign('/sign-in');
  } catch (error) {
    toast.error('You are still signed in', error);
  }
}

export async function switchOrganization(organization: Organization) {
  try {
    await api('/api/organizations/switch', {
      method: 'POST',
      body: { organization_id: organization.id },
    });
    window.location.assign('/');
  } catch (error) {
    toast.error(`Could not switch to ${organization.name}`, error);
  }
}
