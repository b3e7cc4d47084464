-- AlterTable
ALTER TABLE "connectors" ADD COLUMN     "tools" JSONB,
ADD COLUMN     "tools_at" TIMESTAMPTZ(3);
