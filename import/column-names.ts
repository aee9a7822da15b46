import { EXPORT_ID_COLUMN } from '../amplify/domain/export-text';

/**
 * The names of a column for each field of a startup, in order of preference, separated by spaces. Letter case, spaces
 * and punctuation are ignored in the comparison. `state` is kept apart from `region` because exports such as
 * Crunchbase's use `region` for a metropolitan area.
 */
const NAMES = {
  id: `
    id startup_id permalink company_permalink company_id slug uuid`,
  name: `
    name startup_name company_name startup company organization_name organisation_name organization organisation
    company_brand brand brand_name startup_or_company firm firm_name business_name unternehmen firma nome
    nome_da_startup nome_da_empresa empresa nombre entreprise société nom 公司 公司名称 企业名称 项目名称 名称 会社名
    company_or_organization legal_name trade_name startup_company`,
  industry: `
    industry category category_code company_category_code sector vertical market industries sectors
    industry_vertical industry_group industry_groups primary_industry main_category core_business
    business_sector domain_area branche sektor industrie secteur setor área_de_atuação segmento industria rubro
    行业 领域 所属行业 industry_sector categories_primary`,
  fundingStage: `
    funding_stage stage funding_round_type round_type funding_round round series last_funding_type last_round
    last_round_type latest_round funding_type investment_stage investment_type investmentntype stage_type
    growth_stage current_stage phase runde finanzierungsphase estágio estagio tour 融资轮次 轮次 融资阶段`,
  fundingAmount: `
    funding_amount funding_amount_usd amount amount_usd raised_amount_usd raised_amount last_funding_amount
    round_size ask raising raised funding last_round_amount last_round_size latest_round_amount amount_raised
    deal_size deal_amount investment investment_amount funding_raised funds_raised capital_raised valor montante
    monto montant betrag finanzierung 融资金额 金额`,
  fundingTotal: `
    funding_total_usd funding_total total_funding_usd total_funding total_raised total_funding_amount
    total_funding_raised total_amount_raised all_time_funding total_capital_raised`,
  currency: `
    currency currency_code raised_currency_code raised_amount_currency_code funding_currency`,
  country: `
    country country_code company_country_code country_name hq_country land pays país pais nation
    headquarters_country country_of_origin based_in 国家`,
  state: `
    state state_code company_state_code province province_code region_code us_state state_or_province bundesland
    estado uf headquarters_state`,
  region: `
    region company_region region_name area hq_region headquarters_region région region_state 省份`,
  city: `
    city company_city town hq_city headquarters_city stadt ville cidade ciudad città citta municipality ort
    base_city city_location 城市`,
  location: `
    location place headquarters hq hq_location address headquarter headquarters_location head_office
    hq_city_country based company_location standort sitz lieu localização localizacao ubicación ubicacion sede
    all_locations 地区 所在地 总部`,
  website: `
    website url homepage homepage_url website_url company_url web domain link site web_site company_website
    website_link homepage_link webseite site_web sitio_web página_web 官网 网址`,
  description: `
    description short_description overview about summary pitch tagline what_it_does what_they_do one_liner
    short_bio about_us company_description business_description descrição descricao descripción descripcion
    beschreibung résumé 简介 公司简介 项目简介`,
  tags: `
    tags tag_list keywords categories category_list labels topics technologies keyword subsector sub_sector
    subindustry sub_vertical subvertical modelo_negócio business_model 标签`,
  foundedYear: `
    founded_year year_founded founded founded_at founded_on founding_year inception founding_date
    year_of_foundation year_of_establishment established established_year date_founded launch_year gründungsjahr
    gegründet année_de_création ano_de_fundação fundação año_de_fundación 成立时间 成立年份`,
  teamSize: `
    team_size employees number_of_employees employee_count headcount team employee_size company_size staff
    number_employees no_of_employees mitarbeiter effectif funcionários empleados 员工人数`,
  listedAt: `
    listed_at funded_at announced_at announced_on last_funding_at last_funding_on round_date date date_announced
    announcement_date funding_date deal_date last_round_date latest_round_date investment_date date_dd_mm_yyyy
    datum fecha 融资时间 日期`,
  status: `
    listed status company_status operating_status company_state operational_status activity_status zustand
    statut situação situacao estado_actual 经营状态`,
  source: `
    source data_source`,
};

export type Field = keyof typeof NAMES;

export const FIELDS = Object.keys(NAMES) as Field[];

/** The names of the columns of `field`, the preferred one first. The id column of the app's own export has priority. */
export function columnNames(field: Field): string[] {
  const names = NAMES[field].trim().split(/\s+/);
  return field === 'id' ? [EXPORT_ID_COLUMN, ...names] : names;
}
