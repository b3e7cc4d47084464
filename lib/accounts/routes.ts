import { apiKeyRoutes } from '@/lib/accounts/api-keys.routes';
import { authRoutes } from '@/lib/accounts/auth.routes';
import { organizationRoutes } from '@/lib/accounts/organizations.routes';

export const accountRoutes = [...authRoutes, ...organizationRoutes, ...apiKeyRoutes];
