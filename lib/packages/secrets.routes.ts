import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { deleteSecrets, listSecrets, putSecret, setSecrets } from '@/lib/packages/secrets';
import {
  deleteAppSecret,
  deleteAppSecrets,
  listAppSecrets,
  putAppSecret,
  setAppSecrets,
} from '@/lib/packages/secrets.contract';

export const secretRoutes = [
  bind(listAppSecrets, async (ctx, { params }) =>
    reply(200, { secrets: await listSecrets(ctx, params.id) }),
  ),
  bind(setAppSecrets, async (ctx, { params, body }) => {
    const secretCount = await setSecrets(ctx, params.id, body.secrets);
    return reply(200, { success: true, secretCount });
  }),
  bind(putAppSecret, async (ctx, { params, body }) => {
    await putSecret(ctx, params.id, params.key, body.value);
    return reply(200, { success: true, key: params.key });
  }),
  bind(deleteAppSecret, async (ctx, { params }) => {
    await deleteSecrets(ctx, params.id, params.key);
    return reply(200, { success: true, key: params.key });
  }),
  bind(deleteAppSecrets, async (ctx, { params }) => {
    await deleteSecrets(ctx, params.id);
    return reply(200, { success: true, secretCount: 0 });
  }),
];
