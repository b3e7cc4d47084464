-- DropIndex
DROP INDEX "reviews_listing_id_user_id_key";

-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "runtime" JSONB;

-- AlterTable
ALTER TABLE "installations" DROP COLUMN "config",
ADD COLUMN     "config" BYTEA;

-- AlterTable
ALTER TABLE "installed_resources" ADD COLUMN     "made" JSONB;

-- AlterTable
ALTER TABLE "reviews" ADD COLUMN     "answer" TEXT,
ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "user_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "agent_grants" (
    "organization_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "hosts" TEXT[],
    "actions" TEXT[],
    "credentials" TEXT[],
    "max_credits" DOUBLE PRECISION,
    "settings" BYTEA,

    CONSTRAINT "agent_grants_pkey" PRIMARY KEY ("organization_id","agent_id")
);

-- CreateTable
CREATE TABLE "listing_versions" (
    "listing_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "package_id" UUID NOT NULL,
    "contents" JSONB NOT NULL,
    "storage_key" TEXT NOT NULL,
    "changelog" TEXT NOT NULL DEFAULT '',
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "listing_versions_pkey" PRIMARY KEY ("listing_id","version")
);

-- CreateTable
CREATE TABLE "listing_installers" (
    "organization_id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "listing_installers_pkey" PRIMARY KEY ("organization_id","listing_id")
);

-- CreateTable
CREATE TABLE "app_secrets" (
    "organization_id" UUID NOT NULL,
    "agent_app_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_secrets_pkey" PRIMARY KEY ("organization_id","agent_app_id","name")
);

-- CreateIndex
CREATE INDEX "agent_grants_organization_id_owner_id_idx" ON "agent_grants"("organization_id", "owner_id");

-- CreateIndex
CREATE INDEX "listing_versions_package_id_idx" ON "listing_versions"("package_id");

-- CreateIndex
CREATE INDEX "listing_installers_listing_id_idx" ON "listing_installers"("listing_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_listing_id_reviewer_organization_id_key" ON "reviews"("listing_id", "reviewer_organization_id");

-- AddForeignKey
ALTER TABLE "agent_grants" ADD CONSTRAINT "agent_grants_organization_id_agent_id_fkey" FOREIGN KEY ("organization_id", "agent_id") REFERENCES "agents"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_versions" ADD CONSTRAINT "listing_versions_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_installers" ADD CONSTRAINT "listing_installers_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_secrets" ADD CONSTRAINT "app_secrets_organization_id_agent_app_id_fkey" FOREIGN KEY ("organization_id", "agent_app_id") REFERENCES "agent_apps"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is published and installed already is the first version, and its installers may review it.
INSERT INTO "listing_versions" ("listing_id", "version", "package_id", "contents", "storage_key", "changelog", "published_at")
SELECT "id", "version", "package_id", "contents", "storage_key", "changelog", "published_at" FROM "listings";

INSERT INTO "listing_installers" ("organization_id", "listing_id")
SELECT DISTINCT i."organization_id", i."listing_id" FROM "installations" i
JOIN "listings" l ON l."id" = i."listing_id" WHERE i."status" IN ('active', 'paused');
