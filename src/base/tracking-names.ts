/**
 * Names of parameters that say how a reader came, never which page is meant: as public lists have them (ClearURLs rules, AdGuard's
 * URL-tracking filter, Firefox's and Brave's query strippers, privacytests.org, mpchadwick's tracking-query-params-registry), read in
 * November 2026; names that mean something else on some sites (`id`, `source`, `from`, `cid`, `share`) are left out.
 */

/** Families of names: campaigns, mail senders, analytics. */
export const TRACKING_PREFIXES: readonly string[] = [
  ...[
    'utm_',
    'utm-',
    'itm_',
    'mtm_',
    'matomo_',
    'pk_',
    'piwik_',
    'hsa_',
    '__hs',
    '_hs',
    'mc_',
    'fb_',
    'oly_',
  ],
  ...['vero_', 'aspsessionid', 'at_custom', 'at_link_', 'at_recipient', 'ga_', 'wt_', 'wt.', 'trk_', 'oft_'],
  ...['bsft_', 'guce_', '_branch_', 'cm_mmc', 'pf_rd_', 'pd_rd_', '_bta_', 'mkt_', 'sfmc_'],
  ...['stm_', '_sgm_', 'drip_', 'elq', 'ml_', '__cft__', 'hmb_', '__cf_chl_', '_x_tr_', 'relatedposts_'],
];

/**
 * Single names: click ids of advertising networks, mail senders, sharing, session ids, copies for phones; a comment that is answered, and
 * the checksum that TYPO3 makes of the other parameters.
 */
export const TRACKING_NAMES: ReadonlySet<string> = new Set(
  `fbclid gclid dclid gbraid wbraid gclsrc gad_source gad_campaignid srsltid yclid ysclid ymclid twclid msclkid ttclid igshid igsh
  li_fat_id epik obclid sccid rdt_cid qclid tblci irclickid irgwc cjevent zanpid vmcid ef_id s_kwcid mkwid wickedid rb_clickid
  _ga _gl _gac _openstat _ke s_cid sc_cid s_campaign ncid n_cid nr_email_referer mbid cndid bxid esrc hasha hashb hashc smid smtyp emc
  at_medium at_campaign at_format at_ptr_name at_bbc_team at_campaign_type at_creation at_variant xtor xtref sr_share soc_src soc_trk
  cm_cat cm_pla cm_ite cm_ven cm_lm cm_cr cm_me cm_re dm_i dm_t dmi __s _s_s campaign_id campaign_medium campaign_name campaign_source
  campaign_term campaign_content trk trkcampaign trkemail trkinfo ck_subscriber_id omnisendcontactid can_id email_referrer email_subject
  bbeml dicbo ss_email_id ss_source ss_campaign_id guccounter spm scm icid intcmp int_cmp ito cmpid wpmm wpisrc wprov fref
  hc_location hc_ref __tn__ __xts__ __twitter_impression ref_src ref_url referrer_source share_source shared_from hsctatracking hs_amp
  mkevt mkcid mkrid action_object_map action_type_map action_ref_map redirect_log_mongo_id redirect_mongo_id sb_referer_host
  vn_campaign vn_medium vn_source piano_t syclid iclid wt_mc wt_zmc usqp amp_js_v amp_gsa
  _bhlid _kx sc_customer sc_eh sc_uid unicorn_click_id vgo_ee gdfms gdftrk gdffi awc tduid asc_campaign asc_source asc_refurl
  cx_click cx_recsorder cx_recswidget sms_source sms_click sms_uph mibextid emci emdi ceid nbd nbd_source yadclid yadordid
  int_source int_medium int_campaign _clde _cldee mindbox-click-id traffic_source tracking_source
  et_rid et_cid ns_mchannel ns_source ns_campaign ns_linkname ns_fee pcrid aff_id mkt_tok
  replytocom preview_id preview_nonce doing_wp_cron fb_comment_id lipi no_cache chash _wpnonce like_comment wpmp_switcher sfvrsn
  unapproved moderation-hash showcomment customize_changeset_uuid et_blog isfreemail triedredirect
  cfid cftoken jsessionid phpsessid`.split(/\s+/),
);
