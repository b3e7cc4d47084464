-- AlterTable
ALTER TABLE "package_versions" ADD COLUMN     "signature" BYTEA;

-- CreateTable
CREATE TABLE "deployed_resources" (
    "organization_id" UUID NOT NULL,
    "agent_app_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "resource_id" UUID NOT NULL,

    CONSTRAINT "deployed_resources_pkey" PRIMARY KEY ("organization_id","agent_app_id","kind","key")
);

-- CreateIndex
CREATE INDEX "deployments_status_updated_at_idx" ON "deployments"("status", "updated_at");
