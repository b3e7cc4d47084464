ALTER TABLE "conversations" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
