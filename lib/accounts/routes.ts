import { authRoutes } from '@/lib/accounts/auth.routes';

export const accountRoutes = [...authRoutes];
